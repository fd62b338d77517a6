// Says how many are left on a ward's page. What is shown and what is not, the style sheet decides.
{
  const form = document.querySelector('.filter form');
  const say = () => setTimeout(() => {
    const count = [...document.querySelectorAll('.rec')].filter((record) => record.getClientRects().length > 0).length;
    form.querySelector('[role=status]').textContent = shirube.words.filtered.replace('{count}', count);
  });
  form?.addEventListener('change', say);
  form?.addEventListener('reset', say);
}
