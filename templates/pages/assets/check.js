"use strict";
(() => {
  const form = document.querySelector("[data-check-file]");
  if (!form || !window.crypto || !crypto.subtle) return;
  const { file, sha256 } = form.elements;
  form.querySelector("[data-told]").textContent = "文件不离开您的设备：校验值在本页算出，只提交校验值。可以把文件拖到这里。";
  const check = async () => {
    const digest = await crypto.subtle.digest("SHA-256", await file.files[0].arrayBuffer());
    sha256.value = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    file.disabled = true;
    form.enctype = "application/x-www-form-urlencoded";
    form.submit();
  };
  form.addEventListener("submit", (sending) => {
    if (sending.defaultPrevented || !file.files.length) return;
    sending.preventDefault();
    check();
  });
  form.addEventListener("dragover", (over) => over.preventDefault());
  form.addEventListener("drop", (dropped) => {
    dropped.preventDefault();
    if (!dropped.dataTransfer.files.length) return;
    file.files = dropped.dataTransfer.files;
    file.dispatchEvent(new Event("change"));
    form.requestSubmit();
  });
  addEventListener("pageshow", () => { file.disabled = false; });
})();
