// The controls, and the keys that do the same.

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const SKIP = 15; // seconds
const STEP = 5; // seconds, an arrow key on the slider

/** Every part of a player by its name; `rows` are those to show, from top to bottom. */
function buildParts(player, words, source) {
  const parts = { ...buildBar(player, words), ...buildTools(player, words, source) };
  parts.alert = make("p", { class: "alert", role: "alert" });
  parts.chapters = make("ol");
  const summary = make("summary", {}, words.chapters);
  const chapters = make("details", { class: "chapters", hidden: "" }, summary, parts.chapters);
  parts.rows = [parts.main, parts.more, parts.alert, chapters];
  return parts;
}

/** What stays in view: play, time, position. */
function buildBar(player, words) {
  const play = button("play", player.invitation, "k", () => player.toggle());
  const marker = make("span", { class: "marker" }, "00:00 / --:--");
  const slider = make("input", {
    type: "range", min: 0, max: 0, step: "any", value: 0, class: "position", "aria-label": words.position,
    input: () => player.seek(Number(slider.value)), keydown: (event) => slide(player, event),
  });
  const ticks = make("div", { class: "ticks", "aria-hidden": "true" });
  const title = make("span", { class: "title" }, player.label);
  const voice = make("span", { class: "voice" }, words.voice);
  const main = make("div", { class: "bar", role: "group", "aria-label": words.player },
    make("div", { class: "main" }, play,
      make("div", { class: "line" }, title, voice, marker),
      make("div", { class: "track" }, ticks, slider)));
  return { play, marker, slider, ticks, main };
}

/** What can be scrolled away: steps, speed, volume, download. */
function buildTools(player, words, source) {
  const number = new Intl.NumberFormat(words === WORDS.de ? "de" : "en");
  const options = SPEEDS.map((speed) => make("option", { value: speed }, `${number.format(speed)}×`));
  const speed = make("select", {
    "aria-label": words.speed, title: `${words.speed} (- +)`, change: () => player.pace(Number(speed.value)),
  }, ...options);
  const mute = button("mute", words.mute, "m", () => player.hush(), "loud");
  const volume = make("input", {
    type: "range", min: 0, max: 1, step: 0.05, class: "volume", "aria-label": words.volume,
    input: () => player.loudness(Number(volume.value)),
  });
  const download = make("a", {
    class: "download", "aria-label": words.download, title: words.download,
    href: source, download: player.getAttribute("download") ?? "",
  }, icon("download"));
  const steps = make("div", { class: "steps" },
    button("previous", words.previous, ",", () => player.sentence(-1)),
    button("back", words.back, "j", () => player.skip(-SKIP)),
    button("forward", words.forward, "l", () => player.skip(SKIP)),
    button("next", words.next, ".", () => player.sentence(1)));
  const more = make("div", { class: "more", role: "group", "aria-label": words.controls },
    steps, speed, make("div", { class: "sound" }, mute, volume, download));
  return { speed, mute, volume, steps, more };
}

/** Arrow keys move the slider by more than a browser would. */
function slide(player, event) {
  const steps = {
    ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP, PageDown: -SKIP, PageUp: SKIP,
  };
  if (!(event.key in steps)) return;
  event.preventDefault();
  player.skip(steps[event.key]);
}

/** Keys work where the player has the focus, and nowhere else on a page. */
function pressKey(player, event) {
  const acts = {
    k: () => player.toggle(), m: () => player.hush(),
    j: () => player.skip(-SKIP), l: () => player.skip(SKIP),
    ",": () => player.sentence(-1), ".": () => player.sentence(1),
    "-": () => player.faster(-1), "+": () => player.faster(1),
  };
  const act = acts[event.key.toLowerCase()];
  const typing = event.composedPath()[0].matches("select, textarea, input:not([type=range])");
  if (!act || typing || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  act();
}

/** The buttons of a keyboard, a headset and a locked screen. */
function announce(player, title) {
  const session = navigator.mediaSession;
  if (!session) return;
  session.metadata = new MediaMetadata({ title });
  const acts = { seekbackward: () => player.skip(-SKIP), seekforward: () => player.skip(SKIP),
    previoustrack: () => player.sentence(-1), nexttrack: () => player.sentence(1) };
  for (const [name, act] of Object.entries(acts)) session.setActionHandler(name, act);
}
