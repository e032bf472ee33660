// What was found in the user's material, decided on piece by piece; nothing goes into the file that was not on the screen.
import { $, $$, ask, busy, sure } from "./page.js";

const box = $("#found");
const api = (what) => `/api/found/${encodeURIComponent(box.dataset.name)}/${what}`;

/** Take the card away and go on to the next one; behind the last the page says so itself. */
function next(card, told) {
  const cards = $$("[data-n]", box), at = cards.indexOf(card), group = card.closest("section");
  const after = cards[at + 1] ?? cards[at - 1];
  card.remove();
  const count = $$("[data-n]", group).length;
  if (count) $("[data-count]", group).textContent = count; else group.remove();
  if (!after) { location.reload(); return; }
  $("#left").textContent = `还有 ${$$("[data-n]", box).length} 条没有看。采用了 ${told.taken} 条，不用 ${told.skipped} 条。`;
  $("[data-text]", after).focus();
}

for (const card of $$("[data-n]", box)) {
  const n = Number(card.dataset.n);
  const put = (button, what, more) => busy(button, async () => next(card, await ask(api(what), { n, ...more() })));
  $("[data-take]", card).addEventListener("click", (event) => put(event.currentTarget, "take", () => ({ text: $("[data-text]", card).value, action: $("[data-action]", card)?.value ?? "", result: $("[data-result]", card)?.value ?? "" })));
  $("[data-skip]", card).addEventListener("click", (event) => put(event.currentTarget, "skip", () => ({})));
  // Several cards have buttons of the same words: each is named by what it takes.
  for (const [button, does] of [[$("[data-take]", card), "采用"], [$("[data-skip]", card), "不用"]]) button.setAttribute("aria-label", `${does}：${$("[data-text]", card).value.slice(0, 30)}`);
}

$("#drop")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  if (!(await sure("剩下的都不用？它们不会写进事实文件；要再看，得重新选一次材料。"))) return;
  busy(button, async () => { await ask(api("drop"), {}); location.reload(); });
});
