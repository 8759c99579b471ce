// The text that is heard: its sentences, the one that sounds now, and the way to it.

const AGAIN = 2; // seconds into a sentence from which "previous" repeats it
const REST = 6000; // milliseconds in which nothing scrolls by itself after a reader did
const GLIDE = 1500; // milliseconds that a smooth way may take
const CLOSE = 0.01; // seconds by which a browser may miss the time it was told
const WORD = "audio-brief-word";
let coloured = false;

class Text {
  #sentences = [];
  #now = -1;
  #word = "";
  #scrolled = -REST;
  #glided = -GLIDE;
  #roof;
  #panel = null;

  /** `roof` is the element that covers the top of the window. */
  constructor(roof) {
    this.#roof = roof;
    const passive = { passive: true, capture: true };
    for (const name of ["wheel", "touchmove"]) addEventListener(name, () => this.#hold(), passive);
    addEventListener("scroll", () => this.#gliding || this.#hold(), passive);
  }

  get #gliding() {
    return performance.now() - this.#glided < GLIDE;
  }

  #hold() {
    this.#scrolled = performance.now();
    this.#glided = -GLIDE;
  }

  get elements() {
    return this.#sentences.map(({ element }) => element);
  }

  /** `{start, title}` of crossheads, or of several articles with the words that lead to them. */
  get chapters() {
    const blocks = [...new Set(this.elements.map((element) => element.parentElement))];
    const those = (names) => blocks.filter((block) => block.matches(names));
    const headlines = those(".headline");
    return (headlines.length > 1 ? headlines : those("h2, .crosshead")).map((heading) => {
      let top = heading;
      for (const name of [".kicker", ".link"]) {
        if (top.previousElementSibling?.matches(name)) top = top.previousElementSibling;
      }
      return { start: Number(top.querySelector("[data-start]").dataset.start), title: heading.textContent.trim() };
    });
  }

  /** Take the elements with `data-start` for the sentences. */
  read(elements) {
    this.#sentences = elements.map((element) => ({ start: Number(element.dataset.start), element }));
  }

  /** Make the sentences of a caption file, as `readCaptions` gives them, in a panel. */
  fill(panel, sentences) {
    this.#panel = panel;
    let block, paragraph;
    this.read(sentences.map(({ start, text, role, block: number }) => {
      if (!paragraph || number !== block) {
        paragraph = make("p", { class: role || "paragraph" });
        panel.append(paragraph);
        block = number;
      }
      const span = make("span", { "data-start": start }, text);
      paragraph.append(span, " ");
      return span;
    }));
  }

  /** The start of a neighbouring sentence; undefined behind the last. */
  beside(position, step) {
    const at = this.#at(position);
    const repeat = step < 0 && at >= 0 && position - this.#sentences[at].start > AGAIN;
    return this.#sentences[Math.max(0, repeat ? at : at + step)]?.start;
  }

  /** Mark the sentence that is heard at a time, none at null; bring it into view if asked. */
  show(position, follow) {
    const at = position === null ? -1 : this.#at(position);
    this.#point(this.#sentences[at], position);
    if (at === this.#now) return;
    this.#sentences[this.#now]?.element.removeAttribute("aria-current");
    this.#now = at;
    const element = this.#sentences[at]?.element;
    element?.setAttribute("aria-current", "true");
    if (element && follow && performance.now() - this.#scrolled > REST) this.#follow(element);
  }

  /** Mark the word that is heard, where the page knows: see `data-words` in page.py. */
  #point(sentence, position) {
    const times = sentence?.element.dataset.words?.split(",");
    if (!window.Highlight || !(times || this.#word)) return;
    const at = times?.findLastIndex((time) => time && sentence.start + time / 100 <= position + CLOSE) ?? -1;
    const word = at < 0 ? "" : `${sentence.start} ${at}`;
    if (word === this.#word) return;
    this.#word = word;
    if (!word) return CSS.highlights.delete(WORD);
    const text = sentence.element.firstChild;
    const pieces = [...text.data.matchAll(/\S+/g)];
    const next = times.findIndex((time, place) => place > at && time);
    const last = pieces[(next < 0 ? times.length : next) - 1];
    const range = new Range();
    range.setStart(text, pieces[at].index);
    range.setEnd(text, last.index + last[0].length);
    colourWords();
    CSS.highlights.set(WORD, new Highlight(range));
  }

  /** From now on the text may scroll again, though the reader has just done so. */
  release() {
    this.#scrolled = -REST;
  }

  #at(position) {
    return this.#sentences.findLastIndex(({ start }) => start <= position + CLOSE);
  }

  #follow(element) {
    const { top, bottom } = element.getBoundingClientRect();
    const roof = Math.max(0, this.#roof.getBoundingClientRect().bottom);
    const seen = top >= roof && bottom <= innerHeight && !this.#gliding;
    if (seen && !this.#panel) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = calm ? "auto" : "smooth";
    this.#glided = performance.now();
    if (!this.#panel) element.scrollIntoView({ block: "center", behavior });
    else this.#panel.scrollTo({ top: element.offsetTop - this.#panel.clientHeight / 3, behavior });
  }
}

/** A highlight's colour is the page's: no style in the player reaches it, and no validator knows it. */
function colourWords() {
  if (coloured) return;
  coloured = true;
  const style = new CSSStyleSheet();
  style.replaceSync(`::highlight(${WORD}) { background: var(--audio-brief-word, light-dark(#ffd54a, #6b5900)) }`);
  document.adoptedStyleSheets.push(style);
}
