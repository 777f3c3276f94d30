// <read-aloud of="main" says="Stop"><button hidden>Read to me</button></read-aloud>
// Reads the page with the system's own voice. Where there is none, the button never shows.
class ReadAloud extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    if (!this.button || !("speechSynthesis" in window)) return;
    this.words = this.querySelector("[data-words]") || this.button;
    this.usual = this.words.textContent;
    this.button.addEventListener("click", () => (this.reading ? this.stop() : this.read()));
    window.addEventListener("pagehide", this.stop);
    speechSynthesis.addEventListener("voiceschanged", this.#listen);
    this.#listen();
  }

  disconnectedCallback() {
    this.stop();
    window.removeEventListener("pagehide", this.stop);
    window.speechSynthesis?.removeEventListener("voiceschanged", this.#listen);
  }

  read() {
    const sentences = this.#sentences();
    speechSynthesis.cancel();
    sentences.forEach((text, index) => {
      const said = new SpeechSynthesisUtterance(text);
      said.lang = document.documentElement.lang;
      if (index === sentences.length - 1) said.addEventListener("end", () => this.#show(false));
      speechSynthesis.speak(said);
    });
    this.#show(sentences.length > 0);
  }

  stop = () => {
    if (!this.reading) return;
    speechSynthesis.cancel();
    this.#show(false);
  };

  #listen = () => {
    this.toggleAttribute("ready", speechSynthesis.getVoices().length > 0);
  };

  #show(reading) {
    this.reading = reading;
    this.button.setAttribute("aria-pressed", String(reading));
    this.words.textContent = reading ? this.getAttribute("says") : this.usual;
  }

  // One utterance for each piece of text: long ones are cut off by some browsers.
  #sentences() {
    const place = document.querySelector(this.getAttribute("of") || "main");
    const pieces = place.querySelectorAll("h1, h2, h3, p, li, label, legend, dt, dd, blockquote, figcaption, th, td, .button");
    const own = (piece) => !piece.closest("read-aloud") && !piece.parentElement.closest("p, li, label, legend, dt, dd, th, td") && piece.checkVisibility?.() !== false;
    return [...pieces].filter(own).map(this.#words).filter(Boolean);
  }

  // What a screen reader would hear: without initials on a face, and each line a sentence.
  #words(piece) {
    const silent = [...piece.querySelectorAll('[aria-hidden="true"]')].map((one) => one.innerText?.trim());
    const said = silent.filter(Boolean).reduce((text, word) => text.replace(word, ""), piece.innerText);
    return said.trim().replace(/([^.,:;!?…])\s*\n\s*/g, "$1. ").replace(/\s+/g, " ");
  }
}

customElements.define("read-aloud", ReadAloud);
