/* <passkey-form deed="get|create">: asks the browser's own passkey dialog, then sends the form it holds.
   The question comes from the page (a script of type application/json) or from the form's address.
   Without passkeys in the browser its button stays hidden; the other ways in are plain forms. */
customElements.define(
  "passkey-form",
  class extends HTMLElement {
    connectedCallback() {
      const can = window.PublicKeyCredential;
      if (!can?.parseRequestOptionsFromJSON || !can.parseCreationOptionsFromJSON) return;
      this.form = this.querySelector("form");
      this.querySelector("button").hidden = false;
      this.form.addEventListener("submit", (event) => this.ask(event));
    }

    async ask(event) {
      event.preventDefault();
      const status = this.querySelector("[role=status]");
      status.textContent = "";
      try {
        const answer = await this.dialog(await this.question());
        this.form.elements.credential.value = JSON.stringify(answer);
        this.form.submit();
      } catch {
        status.textContent = status.dataset.wrong;
      }
    }

    async question() {
      const kept = this.querySelector("script[type='application/json']");
      if (kept) return JSON.parse(kept.textContent);
      const answer = await fetch(this.form.action, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error("no question");
      return answer.json();
    }

    dialog(question) {
      if (this.getAttribute("deed") === "create") {
        const wanted = question.creation_options.publicKey;
        wanted.authenticatorSelection = {
          ...wanted.authenticatorSelection,
          residentKey: "required",
          requireResidentKey: true,
          userVerification: "required",
        };
        const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(wanted);
        return navigator.credentials.create({ publicKey });
      }
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(question.request_options.publicKey);
      return navigator.credentials.get({ publicKey });
    }
  },
);
