// Buttons that print a page, hand its address on or copy a text. Without this script they stay hidden.
{
  const canCopy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Plain addresses, as in a town hall's own network, have only the old way.
      const field = document.createElement('textarea');
      field.value = text;
      document.body.append(field);
      field.select();
      const done = document.execCommand('copy');
      field.remove();
      return done;
    }
  };
  const copy = async (text, button) => {
    const { words } = shirube;
    const status = button.closest('.tools').querySelector('[role=status]');
    status.textContent = await canCopy(text) ? words.copied : words.not_copied;
    button.focus();
  };
  const acts = {
    print({ dataset: { at } }) {
      if (at) location.hash = at;
      print();
    },
    async share(button) {
      const url = document.querySelector('link[rel=canonical]')?.href ?? location.href.split('#')[0];
      if (!navigator.share) return copy(url, button);
      try {
        await navigator.share({ title: document.title, url });
      } catch ({ name }) {
        if (name !== 'AbortError') copy(url, button);
      }
    },
    copy(button) {
      copy(document.getElementById(button.dataset.at).innerText, button);
    },
  };
  for (const button of document.querySelectorAll('[data-do]')) {
    button.closest('.tools').hidden = button.hidden = false;
    button.addEventListener('click', () => acts[button.dataset.do](button));
  }
  // The page that is left is not in the way back.
  document.querySelector('[data-leave]')?.addEventListener('click', (event) => {
    event.preventDefault();
    location.replace(event.currentTarget.href);
  });
}
