"use strict";
(() => {
  const code = document.querySelector("[data-code-from-fragment]");
  const fragment = decodeURIComponent(location.hash.slice(1));
  if (code && /^[0-9A-Za-z -]{8,64}$/.test(fragment)) {
    code.value = fragment;
    history.replaceState(null, "", location.pathname);
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
