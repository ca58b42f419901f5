// The proof of work is done when the form is sent. Where it fails, the form is sent without: then a person confirms it.
const widget = document.querySelector("altcha-widget");
globalThis.$altcha.algorithms.set("PBKDF2/SHA-256", () => new Worker(widget.dataset.worker));
widget.addEventListener("statechange", (event) => {
  if (event.detail.state !== "error") return;
  document.getElementById("challenge-failed").hidden = false;
  widget.remove();
});
// A second press while it is being done would send the form without it.
widget.closest("form").addEventListener("submit", (event) => {
  if (widget.isConnected && widget.getState() === "verifying") event.preventDefault();
});
