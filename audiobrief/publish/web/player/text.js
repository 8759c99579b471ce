// The text that is heard: its sentences, the one that sounds now, and the way to it.

const AGAIN = 2; // seconds into a sentence from which "previous" repeats it
const REST = 6000; // milliseconds in which nothing scrolls by itself after a reader did
const GLIDE = 1500; // milliseconds that a smooth way may take
const CLOSE = 0.01; // seconds by which a browser may miss the time it was told

class Text {
  #sentences = [];
  #now = -1;
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

  /** The first sentences of what divides the text: crossheads, or the headlines of several articles. */
  get headings() {
    const first = (names) => this.elements.filter((element) => {
      return element === element.closest(names)?.querySelector("[data-start]");
    });
    const headlines = first(".headline");
    return headlines.length > 1 ? headlines : first("h2, .crosshead");
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
    if (at === this.#now) return;
    this.#sentences[this.#now]?.element.removeAttribute("aria-current");
    this.#now = at;
    const element = this.#sentences[at]?.element;
    element?.setAttribute("aria-current", "true");
    if (element && follow && performance.now() - this.#scrolled > REST) this.#follow(element);
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
