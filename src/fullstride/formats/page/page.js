(() => {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  for (const row of document.querySelectorAll("[data-first]"))
    if (row.dataset.first <= today && today <= row.dataset.last) row.setAttribute("aria-current", "date");
})();
