"use strict";
(() => {
  // What is typed into a form of the field stays in this browser until it was sent, somebody else signs in, or the
  // person signs out. Once sending was tried, number and key of the first attempt are kept: a repeat is done once.
  const leaving = document.querySelector("form[data-person]");
  if (!leaving) return;
  // A browser that cannot do all of this leaves the form as it is without a script.
  try {
    localStorage.setItem("kept?", "");
    localStorage.removeItem("kept?");
  } catch {
    return;
  }
  if (!window.crypto || !crypto.randomUUID || !window.AbortSignal || !AbortSignal.timeout) return;
  const mine = `kept:${leaving.dataset.person}:`;
  const forget = (fits) => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("kept:") && fits(key)) localStorage.removeItem(key);
  };
  const kept = (key) => JSON.parse(localStorage.getItem(key) || "null");
  forget((key) => !key.startsWith(mine));
  leaving.addEventListener("submit", () => forget(() => true));

  const done = new URLSearchParams(location.search).get("done");
  if (done) {
    forget((key) => key.endsWith(`${location.pathname}/actions/${done}`) && kept(key).sent);
    // Opened again later, the address must not forget what was not recorded.
    history.replaceState(null, "", location.pathname);
  }

  const form = document.querySelector("form[data-kept]");
  if (!form) return;
  const key = mine + new URL(form.action).pathname;
  const told = document.querySelector("[data-kept-told]");
  const tell = (text) => { told.textContent = text; told.hidden = false; };
  const fields = [...form.elements].filter((one) => one.name && one.name !== "csrf" && !["file", "submit"].includes(one.type));
  const ticked = (one) => ["checkbox", "radio"].includes(one.type);
  const attempt = ["version", "idempotency_key"];
  const patience = 5000;
  let tried = false, waiting = false, asking = false, ready = false, left = false;
  let computed = (kept(key) || {}).computed || "";

  const keep = (sent) => {
    if (left) return;
    const typed = fields.map((one) => [one.name, one.value, ticked(one) && one.checked]);
    try {
      localStorage.setItem(key, JSON.stringify({ sent, tried, typed, computed }));
    } catch {
      tell("这台设备存不下填写的内容，请在有网络时直接提交。");
    }
  };
  const restore = (before) => {
    tried = before.tried;
    fields.forEach((one, n) => {
      const [name, value, checked] = before.typed[n] || [];
      if (name !== one.name || (attempt.includes(name) && !tried)) return;
      if (ticked(one)) one.checked = checked && one.value === value;
      else one.value = value;
    });
    keep(false);
    tell(`${told.textContent}已恢复上次没有提交的内容，请核对；照片等文件需要重新选择。`);
  };
  const reached = async () => {
    try {
      return (await fetch(form.dataset.kept, { cache: "no-store", signal: AbortSignal.timeout(8000) })).ok;
    } catch {
      return false;
    }
  };
  const send = async (by) => {
    if (asking) return;
    asking = true;
    waiting = !await reached();
    asking = false;
    if (left) return;
    if (waiting) {
      setTimeout(() => { if (waiting) send(by); }, patience);
      tell("没有网络，还没有提交。填写的内容已保存在这台设备上；联网后自动提交，也可以再按提交按钮。请不要关闭本页。");
      return;
    }
    ready = true;
    form.requestSubmit(by);
    ready = false;
  };

  told.hidden = false;
  if (document.querySelector(".errors")) keep(false);
  else if (kept(key)) restore(kept(key));
  form.addEventListener("input", () => {
    waiting = false;
    if (tried) form.elements.idempotency_key.value = crypto.randomUUID();
    keep(false);
  });
  form.addEventListener("submit", (sending) => {
    if (sending.defaultPrevented || left) return;
    if (ready) {
      tried = true;
      keep(true);
      return;
    }
    sending.preventDefault();
    keep(false);
    send(sending.submitter);
  });
  addEventListener("online", () => { if (waiting) send(); });
  addEventListener("storage", (change) => {
    if (change.newValue !== null || ![key, null].includes(change.key)) return;
    left = true;
    waiting = false;
    tell("已在别的页面退出登录或者提交，这里填写的内容不再保存、不再自动提交；需要提交的，请重新登录。");
  });

  const { file, sha256 } = form.elements;
  if (file && sha256 && crypto.subtle) file.addEventListener("change", async () => {
    const digest = file.files.length && await crypto.subtle.digest("SHA-256", await file.files[0].arrayBuffer());
    const value = digest ? [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("") : "";
    // A value typed from the recorder stays: the server refuses a file that does not have it.
    if (sha256.value && sha256.value !== computed) return;
    sha256.value = computed = value;
    keep(false);
  });
})();
