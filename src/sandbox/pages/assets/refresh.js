// Reloads the page once its version on the server differs from the one it shows.
// While somebody is writing it offers the new version instead of taking the text away.
const { url, version } = document.currentScript.dataset;
const EVERY_MS = 1500;

function writing() {
  return [...document.querySelectorAll("textarea")].some(
    (area) => area.value !== area.defaultValue || area === document.activeElement,
  );
}

async function look() {
  if (!document.hidden) {
    const answer = await fetch(url, { cache: "no-store" }).catch(() => undefined);
    if (answer?.ok && (await answer.text()) !== version) {
      if (!writing()) {
        location.reload();
        return;
      }
      document.getElementById("changed").hidden = false;
    }
  }
  setTimeout(look, EVERY_MS);
}

setTimeout(look, EVERY_MS);
