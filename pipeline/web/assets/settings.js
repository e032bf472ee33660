import { $, ask, busy } from "./page.js";

$("#settings").addEventListener("submit", (event) => {
  event.preventDefault();
  busy($("button.main", event.currentTarget), async () => {
    await ask("/api/settings", { model: $("#model").value, base_url: $("#base_url").value, api_key: $("#api_key").value });
    location.reload();
  });
});
$("#forget")?.addEventListener("click", (event) => busy(event.currentTarget, async () => { await ask("/api/settings", { forget_key: true }); location.reload(); }));
