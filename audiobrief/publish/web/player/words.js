// What the player says, in German and English, and how it writes times.

const WORDS = {
  de: {
    player: "Audio-Player", controls: "Bedienung", listen: "Artikel anhören", pause: "Pause", voice: "Synthetische Stimme",
    position: "Position", back: "15 Sekunden zurück", forward: "15 Sekunden vor",
    previous: "Vorheriger Satz", next: "Nächster Satz", speed: "Geschwindigkeit",
    mute: "Ton aus", unmute: "Ton an", volume: "Lautstärke", download: "Herunterladen",
    chapters: "Kapitel", text: "Mitlesen", of: "von", minutes: ["Minute", "Minuten"],
    hours: ["Stunde", "Stunden"], seconds: ["Sekunde", "Sekunden"],
    failed: "Die Aufnahme lässt sich nicht abspielen.",
  },
  en: {
    player: "Audio player", controls: "Controls", listen: "Listen to the article", pause: "Pause", voice: "Synthetic voice",
    position: "Position", back: "Back 15 seconds", forward: "Forward 15 seconds",
    previous: "Previous sentence", next: "Next sentence", speed: "Speed",
    mute: "Mute", unmute: "Unmute", volume: "Volume", download: "Download",
    chapters: "Chapters", text: "Read along", of: "of", minutes: ["minute", "minutes"],
    hours: ["hour", "hours"], seconds: ["second", "seconds"],
    failed: "The recording cannot be played.",
  },
};

/** The words in the language of an element: German where it says so, else English. */
function wordsFor(element) {
  const language = element.closest("[lang]")?.lang || document.documentElement.lang;
  return /^de\b/i.test(language) ? WORDS.de : WORDS.en;
}

/** `02:18`; fractions are cut. From one hour on, or where asked, `01:02:18`. */
function clock(seconds, long = seconds >= 3600) {
  const whole = Math.floor(seconds);
  const parts = [Math.floor(whole / 60) % (long ? 60 : Infinity), whole % 60];
  if (long) parts.unshift(Math.floor(whole / 3600));
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** `00:00 / 02:18` */
function marker(position, duration) {
  const long = duration >= 3600;
  return `${clock(position, long)} / ${clock(duration, long)}`;
}

/** `2 Minuten 18 Sekunden`, for those who hear the time. */
function spokenTime(seconds, words) {
  const whole = Math.floor(seconds);
  const named = (count, [one, many]) => `${count} ${count === 1 ? one : many}`;
  const parts = [
    [Math.floor(whole / 3600), words.hours],
    [Math.floor(whole / 60) % 60, words.minutes],
    [whole % 60, words.seconds],
  ].filter(([count], place) => count || (place === 2 && whole === 0));
  return parts.map(([count, names]) => named(count, names)).join(" ");
}
