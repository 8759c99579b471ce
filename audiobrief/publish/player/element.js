// <audio-brief src="brief.mp3" captions="brief.vtt" duration="137.9">: the player itself.
//
// An <audio> and sentences with data-start inside it are taken over, so that a page reads and
// plays without scripts too; without them, the sound comes from `src` and the text from
// `captions`. Nothing plays by itself. Colours are CSS variables, see element.css.

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const SKIP = 15; // seconds
const STEP = 5; // seconds, an arrow key on the slider
const RESUMABLE = 3; // seconds from either end in which there is nothing to resume

let playing = null; // the one audio that sounds

class AudioBrief extends HTMLElement {
  #audio;
  #words;
  #parts = {};
  #text;

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

  /** What the button does: with the headline, where a page holds several players. */
  get #listen() {
    const headline = this.getAttribute("headline");
    return headline ? `${this.#words.listen}: ${headline}` : this.#words.listen;
  }

  #build() {
    this.#words = wordsFor(this);
    this.#audio = this.querySelector("audio") ?? this.#load();
    const root = this.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    root.append(make("slot", { name: "head" }), ...this.#bars(), make("slot"));
    this.#text = new Text(this.#parts.main);
    this.#hear();
    const elements = [...this.querySelectorAll("[data-start]")];
    this.classList.toggle("follows", elements.length > 0);
    this.#text.read(elements);
    this.#chapters();
    if (!elements.length && this.hasAttribute("captions")) this.#fetch();
    this.#audio.playbackRate = Number(memory.get("speed")) || 1;
    this.#audio.volume = Number(memory.get("volume") ?? 1);
    this.#resume();
    this.#show();
  }

  #load() {
    const preload = this.hasAttribute("duration") ? "none" : "metadata";
    return make("audio", { src: this.getAttribute("src") ?? "", preload });
  }

  #bars() {
    const words = this.#words;
    const parts = this.#parts;
    parts.play = button("play", this.#listen, "k", () => this.toggle());
    parts.marker = make("span", { class: "marker" }, "00:00 / --:--");
    parts.slider = make("input", {
      type: "range", min: 0, max: 0, step: "any", value: 0, class: "position",
      "aria-label": words.position, input: () => this.seek(Number(parts.slider.value)),
      keydown: (event) => this.#slide(event),
    });
    parts.ticks = make("div", { class: "ticks", "aria-hidden": "true" });
    parts.alert = make("p", { class: "alert", role: "alert" });
    const title = make("span", { class: "title" }, this.getAttribute("label") ?? words.listen);
    const voice = make("span", { class: "voice" }, words.voice);
    const line = make("div", { class: "line" }, title, voice, parts.marker);
    const track = make("div", { class: "track" }, parts.ticks, parts.slider);
    const main = make("div", { class: "main" }, parts.play, line, track);
    parts.main = make("div", { class: "bar", role: "group", "aria-label": words.player }, main);
    parts.more = make("div", { class: "more", role: "group", "aria-label": words.controls }, ...this.#tools());
    parts.chapters = make("ol");
    const chapters = make("details", { class: "chapters", hidden: "" });
    chapters.append(make("summary", {}, words.chapters), parts.chapters);
    return [parts.main, parts.more, parts.alert, chapters];
  }

  #tools() {
    const words = this.#words;
    const parts = this.#parts;
    const number = new Intl.NumberFormat(words === WORDS.de ? "de" : "en");
    const options = SPEEDS.map((speed) => make("option", { value: speed }, `${number.format(speed)}×`));
    parts.speed = make("select", {
      "aria-label": words.speed, title: `${words.speed} (- +)`,
      change: () => this.#pace(Number(parts.speed.value)),
    }, ...options);
    parts.mute = button("mute", words.mute, "m", () => this.#hush(), "loud");
    parts.volume = make("input", {
      type: "range", min: 0, max: 1, step: 0.05, class: "volume", "aria-label": words.volume,
      input: () => this.#loud(Number(parts.volume.value)),
    });
    parts.download = make("a", {
      class: "download", "aria-label": words.download, title: words.download,
      href: this.#audio.src, download: this.getAttribute("download") ?? "",
    }, icon("download"));
    parts.steps = make("div", { class: "steps" },
      button("previous", words.previous, ",", () => this.#sentence(-1)),
      button("back", words.back, "j", () => this.seek(this.#position - SKIP)),
      button("forward", words.forward, "l", () => this.seek(this.#position + SKIP)),
      button("next", words.next, ".", () => this.#sentence(1)));
    return [
      parts.steps, parts.speed,
      make("div", { class: "sound" }, parts.mute, parts.volume, parts.download),
    ];
  }

  #hear() {
    const audio = this.#audio;
    const show = () => this.#show();
    for (const name of ["loadedmetadata", "durationchange", "seeked", "pause", "volumechange", "ratechange"]) {
      audio.addEventListener(name, show);
    }
    audio.addEventListener("timeupdate", () => {
      this.#show();
      if (Math.floor(audio.currentTime) % STEP === 0) this.#keep();
    });
    audio.addEventListener("play", () => this.#started());
    audio.addEventListener("pause", () => this.#keep());
    audio.addEventListener("ended", () => this.#keep());
    audio.addEventListener("error", () => (this.#parts.alert.textContent = this.#words.failed));
    addEventListener("pagehide", () => this.#keep());
    this.addEventListener("keydown", (event) => this.#press(event));
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
    this.#text.release();
    this.#show(true);
  }

  #sentence(step) {
    const position = this.#position;
    this.seek(this.#text.beside(position, step) ?? (step < 0 ? 0 : this.duration));
  }

  #pace(speed) {
    this.#audio.playbackRate = speed;
    memory.set("speed", speed);
  }

  #loud(volume) {
    this.#audio.volume = volume;
    this.#audio.muted = false;
    memory.set("volume", volume);
  }

  #hush() {
    this.#audio.muted = !this.#audio.muted;
  }

  #faster(step) {
    const at = SPEEDS.findIndex((speed) => speed >= this.#audio.playbackRate);
    this.#pace(SPEEDS[Math.max(0, Math.min(at + step, SPEEDS.length - 1))]);
  }

  #slide(event) {
    const steps = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP,
      PageDown: -SKIP, PageUp: SKIP };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this.seek(this.#position + steps[event.key]);
  }

  #press(event) {
    const acts = {
      k: () => this.toggle(), m: () => this.#hush(),
      j: () => this.seek(this.#position - SKIP), l: () => this.seek(this.#position + SKIP),
      ",": () => this.#sentence(-1), ".": () => this.#sentence(1),
      "-": () => this.#faster(-1), "+": () => this.#faster(1),
    };
    const act = acts[event.key.toLowerCase()];
    const typing = event.composedPath()[0].matches("select, textarea, input:not([type=range])");
    if (!act || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act();
  }

  #point(event) {
    const sentence = event.composedPath().find((part) => part.dataset?.start);
    if (!sentence || !getSelection().isCollapsed) return;
    this.seek(Number(sentence.dataset.start));
    if (this.#audio.paused) this.toggle();
  }

  // What is kept

  #keep() {
    const position = this.#position;
    const middle = position > RESUMABLE && position < this.duration - RESUMABLE;
    memory.set(this.#key, middle ? position.toFixed(1) : null);
  }

  #resume() {
    const position = Number(memory.get(this.#key));
    if (position > 0) this.#audio.currentTime = position;
  }

  // What is seen

  #started() {
    if (playing !== this.#audio) playing?.pause();
    playing = this.#audio;
    this.classList.add("started");
    this.#parts.alert.textContent = "";
    const frame = () => {
      this.#show();
      if (!this.#audio.paused) requestAnimationFrame(frame);
    };
    frame();
    if ("mediaSession" in navigator) this.#announce(navigator.mediaSession);
  }

  #announce(session) {
    const title = this.getAttribute("headline") ?? document.title;
    session.metadata = new MediaMetadata({ title });
    session.setActionHandler("seekbackward", () => this.seek(this.#position - SKIP));
    session.setActionHandler("seekforward", () => this.seek(this.#position + SKIP));
    session.setActionHandler("previoustrack", () => this.#sentence(-1));
    session.setActionHandler("nexttrack", () => this.#sentence(1));
  }

  #show(follow = !this.#audio.paused) {
    const { play, mute, speed, volume } = this.#parts;
    const audio = this.#audio;
    const words = this.#words;
    repaint(play, audio.paused ? "play" : "pause", audio.paused ? this.#listen : words.pause);
    const quiet = audio.muted || audio.volume === 0;
    repaint(mute, quiet ? "quiet" : "loud", quiet ? words.unmute : words.mute);
    volume.value = audio.muted ? 0 : audio.volume;
    volume.style.setProperty("--part", volume.value);
    speed.value = audio.playbackRate;
    if (this.duration) this.#clock(this.#position, this.duration);
    const silent = audio.paused && (audio.ended || !audio.currentTime);
    this.#text.show(silent ? null : this.#position, follow);
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
    const elements = this.#text.headings;
    this.#parts.steps.classList.toggle("plain", !this.#text.elements.length);
    const { chapters, ticks } = this.#parts;
    const rows = elements.map((element) => {
      const start = Number(element.dataset.start);
      const name = make("span", {}, element.parentElement.textContent.trim());
      const time = make("span", { class: "time" }, clock(start));
      return make("li", {}, make("button", { type: "button", click: () => this.seek(start) }, name, time));
    });
    chapters.replaceChildren(...rows);
    chapters.parentElement.hidden = !rows.length;
    const whole = this.duration;
    ticks.replaceChildren(...elements.map((element) => {
      const tick = make("i");
      tick.style.setProperty("--at", whole ? Number(element.dataset.start) / whole : 0);
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
