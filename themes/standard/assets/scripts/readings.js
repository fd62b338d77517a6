// Remembers on this device alone which words carry their readings.
{
  const radios = [...document.getElementsByName('yomi')];
  const kept = (work) => {
    try {
      return work(localStorage);
    } catch { /* A browser that keeps nothing forgets the choice. */ }
  };
  const chosen = radios[kept((store) => store.getItem('yomi'))];
  if (chosen) chosen.checked = true;
  radios.forEach((radio, number) => {
    radio.addEventListener('change', () => kept((store) => {
      if (number) store.setItem('yomi', number);
      else store.removeItem('yomi');
    }));
  });
}
