// WebVTT in, sentences out: lines that audiobrief cut are put together again by their names.

const TIMES = /^(?:(\d+):)?(\d\d):(\d\d[.]\d{3})[ \t]+-->[ \t]+(?:(\d+):)?(\d\d):(\d\d[.]\d{3})/;
const NAME = /^(\d+)[.](\d+)[.]\d+ (\w+)$/;
const ENTITIES = { amp: "&", lt: "<", gt: ">", nbsp: "\u00a0", lrm: "\u200e", rlm: "\u200f" };

/** `{start, text, role, block}` of every sentence. In foreign files each cue is one. */
function readCaptions(file) {
  const sentences = [];
  let last = "";
  for (const block of file.replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const lines = block.split("\n");
    const at = lines.findIndex((line) => TIMES.test(line));
    if (at < 0) continue;
    const [, hours, minutes, seconds] = TIMES.exec(lines[at]);
    const start = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
    const text = plain(lines.slice(at + 1).join(" "));
    const name = NAME.exec(lines[at - 1] ?? "");
    const key = name ? `${name[1]}.${name[2]}` : "";
    if (key && key === last) sentences.at(-1).text += ` ${text}`;
    else if (text) sentences.push({ start, text, block: name?.[1] ?? "", role: name?.[3] ?? "" });
    last = key;
  }
  return sentences;
}

function plain(text) {
  const bare = text.replace(/<[^<>]*>/g, "");
  return bare.replace(/&(\w+);/g, (whole, name) => ENTITIES[name] ?? whole).trim();
}
