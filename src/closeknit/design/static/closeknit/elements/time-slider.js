// <time-slider words='["1 January 2019", "28 November 2026"]'> around a form with a range:
// says the day while the slider moves. The button goes there.
class TimeSlider extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.getAttribute("words") || "[]");
    this.range = this.querySelector("input[type=range]");
    this.day = this.querySelector("[data-day]");
    this.day.hidden = false;
    this.range.addEventListener("input", () => this.tell());
    this.tell();
  }

  tell() {
    const said = this.words[Number(this.range.value)] || "";
    this.day.textContent = said;
    this.range.setAttribute("aria-valuetext", said);
  }
}

customElements.define("time-slider", TimeSlider);
