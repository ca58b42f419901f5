"use strict";
(() => {
  // What a letter brings of style goes through constructed sheets and style properties: nothing inline is needed.
  const styled = (text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  };
  const fit = (place) => {
    const pages = place.firstElementChild;
    pages.style.zoom = 1;
    pages.style.zoom = Math.min(1, place.clientWidth / (pages.querySelector("section").offsetWidth + 2));
  };
  const draw = async (place, n) => {
    const bytes = atob(document.getElementById(place.dataset.docx).href.split(",")[1]);
    const options = { className: `docx${n}`, useBase64URL: true };
    const read = await docx.parseAsync(Uint8Array.from(bytes, (one) => one.charCodeAt(0)), options);
    const pages = document.createElement("div");
    for (const node of await docx.renderDocument(read, options)) {
      if (node.nodeName === "STYLE") styled(node.textContent);
      else pages.append(node);
    }
    place.replaceChildren(pages);
    place.hidden = false;
    place.parentElement.querySelector("[data-without-script]").hidden = true;
    fit(place);
    addEventListener("resize", () => fit(place));
  };
  document.querySelectorAll("[data-docx]").forEach((place, n) => {
    draw(place, n).catch(() => {
      const told = place.parentElement.querySelector("[data-without-script]");
      told.textContent = "这个浏览器不能显示版面；请下载后用 Word 或者 WPS 打开查看。";
    });
  });
})();
