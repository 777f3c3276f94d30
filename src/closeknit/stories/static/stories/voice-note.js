// <voice-note most="300" recording="…" kept="… {time} …" full="…" silent="…" playing="…">
// around a file field: records into it where the browser can. Without this script, or without a
// microphone, the file field stands there by itself.
const TYPES = { "audio/webm;codecs=opus": "webm", "audio/mp4": "m4a", "audio/ogg;codecs=opus": "ogg" };

class VoiceNote extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("input[type=file]");
    this.type = Object.keys(TYPES).find((type) => window.MediaRecorder?.isTypeSupported(type));
    if (!this.field || !this.type || !navigator.mediaDevices) return;
    this.field.removeAttribute("capture"); // here it is only for a recording made before
    this.tools = this.querySelector("[data-tools]");
    this.tools.hidden = false;
    this.#on("start", () => this.#start());
    this.#on("stop", () => this.recorder?.stop());
    this.#on("listen", () => (this.playing ? this.#quiet() : this.#listen()));
    this.field.addEventListener("change", this.#chosen);
    window.addEventListener("pagehide", this.#leave);
  }

  disconnectedCallback() {
    this.#leave();
    window.removeEventListener("pagehide", this.#leave);
  }

  #on(name, act) {
    this.#part(name).addEventListener("click", act);
  }

  #part(name) {
    return this.querySelector(`[data-${name}]`);
  }

  #leave = () => {
    clearInterval(this.clock);
    this.#quiet();
    this.microphone?.getTracks().forEach((track) => track.stop());
  };

  async #start() {
    this.#quiet();
    try {
      this.microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.#say(this.getAttribute("silent"));
      return;
    }
    const pieces = [];
    this.recorder = new MediaRecorder(this.microphone, { mimeType: this.type, audioBitsPerSecond: 64000 });
    this.recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    this.recorder.addEventListener("stop", () => this.#stopped(pieces));
    this.recorder.start(1000);
    this.since = performance.now();
    this.clock = setInterval(() => this.#tick(), 250);
    this.#show({ start: false, stop: true, listen: false });
    this.#part("stop").focus();
    this.#say(this.getAttribute("recording"));
  }

  #seconds() {
    return Math.floor((performance.now() - this.since) / 1000);
  }

  #tick() {
    this.#part("time").textContent = this.#words(this.#seconds());
    if (this.#seconds() < Number(this.getAttribute("most"))) return;
    this.full = true;
    this.recorder.stop();
  }

  #stopped(pieces) {
    const time = this.#words(this.#seconds());
    clearInterval(this.clock);
    this.microphone.getTracks().forEach((track) => track.stop());
    this.recorder = null;
    this.blob = new Blob(pieces, { type: this.type.split(";")[0] });
    this.#into(new File([this.blob], `voice-note.${TYPES[this.type]}`, { type: this.blob.type }));
    this.#part("time").textContent = "";
    this.#show({ start: true, stop: false, listen: true });
    this.#part("listen").focus();
    this.#say(this.getAttribute(this.full ? "full" : "kept").replace("{time}", time));
    this.full = false;
  }

  #into(file) {
    const carried = new DataTransfer();
    carried.items.add(file);
    this.field.files = carried.files;
  }

  #chosen = () => {
    this.blob = this.field.files[0];
    this.#show({ start: true, stop: false, listen: Boolean(this.blob) });
    this.#say("");
  };

  async #listen() {
    this.sounds = new AudioContext();
    this.playing = this.sounds.createBufferSource();
    try {
      this.playing.buffer = await this.sounds.decodeAudioData(await this.blob.arrayBuffer());
    } catch {
      this.#quiet();
      return;
    }
    if (!this.playing) return;
    this.playing.connect(this.sounds.destination);
    this.playing.addEventListener("ended", () => this.#quiet());
    this.playing.start();
    this.#part("listen").setAttribute("aria-pressed", "true");
    this.#say(this.getAttribute("playing"));
  }

  #quiet() {
    if (!this.playing) return;
    this.playing = null;
    this.sounds.close();
    this.#part("listen").removeAttribute("aria-pressed");
    this.#say("");
  }

  #show(wanted) {
    for (const [name, there] of Object.entries(wanted)) this.#part(name).hidden = !there;
    this.#part("first").hidden = Boolean(this.blob);
    this.#part("later").hidden = !this.blob;
  }

  #say(words) {
    this.#part("tells").textContent = words;
  }

  // "1 minute 5 seconds", in the language of the page.
  #words(seconds) {
    const unit = (number, name) => new Intl.NumberFormat(document.documentElement.lang || "en", { style: "unit", unit: name, unitDisplay: "long" }).format(number);
    const minutes = Math.floor(seconds / 60);
    const rest = unit(seconds % 60, "second");
    return minutes ? `${unit(minutes, "minute")} ${rest}` : rest;
  }
}

customElements.define("voice-note", VoiceNote);
