// <audio-brief src="brief.mp3" captions="brief.vtt" duration="137.9">: the player itself.
//
// An <audio> and sentences with data-start inside it are taken over, so that a page reads and
// plays without scripts too; without them, the sound comes from `src` and the text from
// `captions`. Nothing plays by itself. Colours are CSS variables, see element.css.

const KEPT = 5; // seconds between two notes of where a reader is
const RESUMABLE = 3; // seconds from either end in which there is nothing to resume

let playing = null; // the one audio that sounds

class AudioBrief extends HTMLElement {
  #audio;
  #words;
  #parts;
  #text;
  #used = false;

  connectedCallback() {
    if (this.shadowRoot || this.#audio) return;
    const build = () => this.isConnected && !this.#audio && this.#build();
    if (document.readyState !== "loading") build();
    else document.addEventListener("DOMContentLoaded", build, { once: true });
  }

  disconnectedCallback() {
    this.#audio?.pause();
  }

  /** Seconds; 0 until it is known. */
  get duration() {
    const known = Number(this.getAttribute("duration")) || this.#audio.duration;
    return Number.isFinite(known) ? known : 0;
  }

  get #position() {
    return Math.min(this.#audio.currentTime, this.duration || Infinity);
  }

  get #key() {
    return this.getAttribute("remember") ?? this.#audio.src;
  }

  /** What is to be heard: an article, if nothing else is said. */
  get label() {
    return this.getAttribute("label") ?? this.#words.listen;
  }

  /** What the button does: with the headline, where a page holds several players. */
  get invitation() {
    const headline = this.getAttribute("headline");
    return headline ? `${this.label}: ${headline}` : this.label;
  }

  #build() {
    this.#words = wordsFor(this);
    const preload = this.hasAttribute("duration") ? "none" : "metadata";
    this.#audio = this.querySelector("audio") ?? make("audio", { src: this.getAttribute("src") ?? "", preload });
    const root = this.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    this.#parts = buildParts(this, this.#words, this.#audio.src);
    root.append(make("slot", { name: "head" }), ...this.#parts.rows, make("slot"));
    this.#text = new Text(this.#parts.main);
    this.#hear();
    const elements = [...this.querySelectorAll("[data-start]")];
    this.classList.toggle("follows", elements.length > 0);
    this.#text.read(elements);
    this.#chapters();
    if (!elements.length && this.hasAttribute("captions")) this.#fetch();
    this.#resume();
    this.#show();
    if (this.#audio.error) this.#fail();
  }

  #hear() {
    const audio = this.#audio;
    const show = () => this.#show();
    for (const name of ["loadedmetadata", "durationchange", "seeked", "pause", "volumechange", "ratechange"]) {
      audio.addEventListener(name, show);
    }
    audio.addEventListener("timeupdate", () => {
      this.#show();
      if (Math.floor(audio.currentTime) % KEPT === 0) this.#keep();
    });
    audio.addEventListener("play", () => this.#started());
    audio.addEventListener("pause", () => this.#keep());
    audio.addEventListener("ended", () => this.#keep());
    audio.addEventListener("error", () => this.#fail());
    addEventListener("pagehide", () => this.#keep());
    this.addEventListener("keydown", (event) => pressKey(this, event));
    this.addEventListener("click", (event) => this.#point(event));
  }

  // What a listener does

  toggle() {
    this.#text.release();
    if (this.#audio.paused) this.#audio.play().catch(() => this.#show());
    else this.#audio.pause();
  }

  /** Go to a time in seconds, wherever that is. */
  seek(seconds) {
    this.#audio.currentTime = Math.max(0, Math.min(seconds, this.duration || Infinity));
    this.#used = true;
    this.#text.release();
    this.#show(true);
  }

  playFrom(seconds) {
    this.seek(seconds);
    if (this.#audio.paused) this.toggle();
  }

  sentence(step) {
    const position = this.#position;
    this.seek(this.#text.beside(position, step) ?? (step < 0 ? 0 : this.duration));
  }

  pace(speed) {
    this.#audio.playbackRate = speed;
    memory.set("speed", speed);
  }

  loudness(volume) {
    this.#audio.volume = volume;
    this.#audio.muted = false;
    memory.set("volume", volume);
  }

  hush() {
    this.#audio.muted = !this.#audio.muted;
  }

  /** To the next speed, or the one before. */
  faster(step) {
    const at = SPEEDS.findIndex((speed) => speed >= this.#audio.playbackRate);
    this.pace(SPEEDS[Math.max(0, Math.min(at + step, SPEEDS.length - 1))]);
  }

  /** Seconds forward, or back. */
  skip(seconds) {
    this.seek(this.#position + seconds);
  }

  #point(event) {
    const sentence = event.composedPath().find((part) => part.dataset?.start);
    if (!sentence || !getSelection().isCollapsed) return;
    this.playFrom(Number(sentence.dataset.start));
  }

  // What is kept

  #keep() {
    if (!this.#used) return; // or a second window would forget what the first one knows
    const position = this.#position;
    const middle = position > RESUMABLE && position < this.duration - RESUMABLE;
    memory.set(this.#key, middle ? position.toFixed(1) : null);
  }

  #resume() {
    const [position, speed, volume] = [this.#key, "speed", "volume"].map((key) => memory.get(key));
    if (position > 0) this.#audio.currentTime = position;
    if (SPEEDS.includes(Number(speed))) this.#audio.playbackRate = speed;
    if (volume !== null && volume >= 0 && volume <= 1) this.#audio.volume = volume;
  }

  // What is seen

  #started() {
    if (playing !== this.#audio) playing?.pause();
    playing = this.#audio;
    this.#used = true;
    this.classList.add("started");
    this.#parts.alert.textContent = "";
    const frame = () => {
      this.#show();
      if (!this.#audio.paused) requestAnimationFrame(frame);
    };
    frame();
    announce(this, this.getAttribute("headline") ?? document.title);
  }

  #show(follow = !this.#audio.paused) {
    const { play, mute, speed, volume } = this.#parts;
    const audio = this.#audio;
    const words = this.#words;
    repaint(play, audio.paused ? "play" : "pause", audio.paused ? this.invitation : words.pause);
    const quiet = audio.muted || audio.volume === 0;
    repaint(mute, quiet ? "quiet" : "loud", quiet ? words.unmute : words.mute);
    volume.value = audio.muted ? 0 : audio.volume;
    volume.style.setProperty("--part", volume.value);
    speed.value = audio.playbackRate;
    if (this.duration) this.#clock(this.#position, this.duration);
    const silent = audio.paused && (audio.ended || !audio.currentTime);
    this.#text.show(silent ? null : this.#position, follow);
  }

  #fail() {
    this.#parts.alert.textContent = this.#words.failed;
  }

  #clock(position, duration) {
    const { marker: face, slider } = this.#parts;
    slider.max = duration;
    slider.value = position;
    slider.style.setProperty("--part", position / duration);
    const text = marker(position, duration);
    if (face.textContent === text && slider.hasAttribute("aria-valuetext")) return;
    face.textContent = text;
    const [now, whole] = [position, duration].map((time) => spokenTime(time, this.#words));
    slider.setAttribute("aria-valuetext", `${now} ${this.#words.of} ${whole}`);
  }

  // The text

  #chapters() {
    const parts = this.#text.chapters;
    this.#parts.steps.classList.toggle("plain", !this.#text.elements.length);
    const { chapters, ticks } = this.#parts;
    const rows = parts.map(({ start, title }) => {
      const time = make("span", { class: "time" }, clock(start));
      return make("li", {}, make("button", { type: "button", click: () => this.playFrom(start) }, make("span", {}, title), time));
    });
    chapters.replaceChildren(...rows);
    chapters.parentElement.hidden = !rows.length;
    const whole = this.duration;
    ticks.replaceChildren(...parts.filter(({ start }) => start > 1).map(({ start }) => {
      const tick = make("i");
      tick.style.setProperty("--at", whole ? start / whole : 0);
      return tick;
    }));
  }

  async #fetch() {
    let file;
    try {
      const answer = await fetch(this.getAttribute("captions"));
      if (!answer.ok) return;
      file = await answer.text();
    } catch {
      return; // The player plays without them, as on a page opened from a disk.
    }
    const label = this.#words.text;
    const panel = make("div", { class: "panel", role: "region", tabindex: 0, "aria-label": label });
    this.#text.fill(panel, readCaptions(file));
    this.shadowRoot.append(make("details", { class: "text" }, make("summary", {}, label), panel));
    this.#chapters();
    // Without a duration of their own the marks on the slider have to wait for the sound's.
    this.#audio.addEventListener("loadedmetadata", () => this.#chapters(), { once: true });
  }
}

if (!customElements.get("audio-brief")) customElements.define("audio-brief", AudioBrief);
