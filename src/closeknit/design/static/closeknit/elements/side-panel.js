// <side-panel id="panel"></side-panel>
// htmx swaps a person's sheet (.panel) into it. It takes the focus, closes with Escape or its
// button (.panel-close), and gives the focus back. Without a script the link opens the page itself.
class SidePanel extends HTMLElement {
  connectedCallback() {
    this.setAttribute("aria-live", "off");
    this.addEventListener("click", (event) => {
      if (event.target.closest(".panel-close")) {
        event.preventDefault();
        this.close();
      }
    });
    document.addEventListener("keydown", this.#escape);
    this.addEventListener("htmx:afterSwap", () => this.open());
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#escape);
  }

  open() {
    const panel = this.querySelector(".panel");
    if (!panel) return;
    if (!this.contains(document.activeElement)) this.before = document.activeElement;
    this.setAttribute("fresh", "");
    panel.setAttribute("tabindex", "-1");
    panel.focus({ preventScroll: true });
  }

  close() {
    this.replaceChildren();
    this.removeAttribute("fresh");
    if (this.before?.isConnected) this.before.focus();
    this.before = null;
    this.dispatchEvent(new CustomEvent("panel-closed", { bubbles: true }));
  }

  #escape = (event) => {
    if (event.key === "Escape" && this.firstElementChild) this.close();
  };
}

customElements.define("side-panel", SidePanel);
