import { $, ask, busy, tell } from "./page.js";

$("#create").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.currentTarget;
  busy($("button", form), async () => {
    const type = form.type.value;
    const made = await ask("/api/facts", { unit: form.unit.value, types: type ? [type] : [], year: form.year.value.trim() });
    location.assign(`/facts/${encodeURIComponent(made.name)}`);
  });
});

$("#open").addEventListener("change", async (event) => {
  const file = event.currentTarget.files[0];
  if (!file) return;
  try {
    const made = await ask("/api/facts/open", file);
    location.assign(`/facts/${encodeURIComponent(made.name)}`);
  } catch (error) { tell(error); }
  event.target.value = "";
});
