"use strict";
(() => {
  const code = document.querySelector("[data-code-from-fragment]");
  const fragment = decodeURIComponent(location.hash.slice(1));
  if (code && /^[0-9A-Za-z -]{8,64}$/.test(fragment)) {
    code.value = fragment;
    history.replaceState(null, "", location.pathname);
  }
  const largest = 4 * 1024 * 1024;
  for (const file of document.querySelectorAll("input[type=file]")) {
    const told = document.createElement("p");
    told.className = "error";
    told.setAttribute("role", "alert");
    // All files of a form travel in one request; whoever has none chosen is not to blame for the others.
    const together = () => {
      const chosen = [...file.form.querySelectorAll("input[type=file]")].flatMap((one) => [...one.files]);
      return chosen.reduce((sum, one) => sum + one.size, 0);
    };
    const over = () => file.files.length > 0 && together() > largest;
    const tell = () => {
      const alone = [...file.files].some((one) => one.size > largest);
      told.textContent = `■ 错误：文件${alone ? "" : "合计"}超过 4 MB，请压缩后重新选择。`;
      if (over()) file.before(told);
      else told.remove();
    };
    file.form.addEventListener("change", tell);
    file.form.addEventListener("submit", (sending) => {
      if (!over()) return;
      sending.preventDefault();
      file.focus();
    });
  }
  for (const wide of document.querySelectorAll(".flow")) wide.scrollLeft = (wide.scrollWidth - wide.clientWidth) / 2;
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
