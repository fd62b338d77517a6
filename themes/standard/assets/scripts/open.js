// Whether somebody answers now. The build wrote on which days and when (src/model/value/schedule/timetable.rs); here it is
// only looked up. Times are minutes since 1970 in Japan, whatever zone the device is set to.
{
  const DAY = 1440;
  const clock = (text) => text.slice(0, 2) * 60 + +text.slice(2);

  const read = (text) => {
    const [head, ...parts] = text.split(';');
    const [from, days] = head.split(' ');
    const first = Date.parse(from) / 864e5;
    const week = {}, other = {}, holidays = {};
    for (const part of parts) {
      const [key, ...spans] = part.split(' ');
      const open = spans.map((span) => span.split('-').map(clock));
      if (key < 'a') {
        for (const weekday of key) week[weekday] = open;
      } else {
        for (const run of key.slice(1).split(',')) {
          const [start, end = start] = run.split('-').map(Number);
          for (let day = start; day <= end; day++) {
            other[day] = open;
            holidays[day] = key[0] === 'h';
          }
        }
      }
    }
    const on = (day) => (day < 0 || day >= days ? [] : other[day] ?? week[(first + day + 3) % 7 + 1] ?? []);
    return { first, days: +days, on, holidays };
  };

  // What holds at a minute: `open` and until when, `always` or longer than anybody wants to know, or when it opens `next`.
  // `old` from the last day on that is known,
  // nothing before the first, where the device's clock must be wrong.
  shirube.answer = (text, now) => {
    if (text.endsWith(';1234567 0000-2400')) return { open: true, always: true };
    const { first, days, on, holidays } = read(text);
    const today = Math.floor(now / DAY) - first;
    if (today < 1) return {};
    // Of the last day nobody knows what comes after it.
    if (today >= days - 1) return { old: true };
    const endAt = (minute) => {
      const day = Math.floor(minute / DAY) - first;
      for (const d of [day, day - 1]) {
        const start = (first + d) * DAY;
        for (const [from, to] of on(d)) if (start + from <= minute && minute < start + to) return start + to;
      }
    };
    let end = endAt(now);
    if (end) {
      for (let later; end < now + 8 * DAY && (later = endAt(end)); ) end = later;
      return { open: true, until: end < now + 8 * DAY && end < (first + days) * DAY ? end : undefined };
    }
    for (let day = today; day < days; day++) {
      const start = (first + day) * DAY;
      const span = on(day).find(([from]) => start + from >= now);
      if (span) return { open: false, next: start + span[0], holiday: !!holidays[today] };
    }
    return { open: false, holiday: !!holidays[today] };
  };

  const words = shirube.words;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const tokyo = () => Math.floor(Date.now() / 6e4) + 540;
  const dayOf = (minute) => Math.floor(minute / DAY);
  const isoOf = (minute) => new Date(minute * 6e4).toISOString().slice(0, 10);

  const time = (minute) => {
    const date = new Date(minute * 6e4);
    const minutes = date.getUTCMinutes();
    return fill(minutes ? words.time_minutes : words.time, { hour: date.getUTCHours(), minute: String(minutes).padStart(2, '0') });
  };
  const day = (minute, now) => {
    const ahead = dayOf(minute) - dayOf(now);
    if (ahead < 2) return ahead ? words.tomorrow : words.today;
    const date = new Date(minute * 6e4);
    return fill(words.day, {
      month: words.months.split(',')[date.getUTCMonth()],
      day: date.getUTCDate(),
      weekday: words.weekdays.split(',')[date.getUTCDay()],
    });
  };
  const until = (end, now) =>
    end % DAY === 0 && dayOf(end) === dayOf(now) + 1 ? words.midnight
      : fill(words.until, { time: (dayOf(end) === dayOf(now) ? '' : day(end, now)) + time(end) });

  // Where telephones have hours of their own, the others are those of the office: whoever goes there is met.
  const isOffice = (element) => !element.closest('.call') && !!element.closest('.window')?.querySelector('.call .now');

  const say = (element, now, isFirst) => {
    const { open, always, until: end, next, holiday, old } = shirube.answer(element.dataset.open ?? element.dataset.meet, now);
    const meets = 'meet' in element.dataset || isOffice(element);
    const values = {
      until: end ? until(end, now) : '',
      next: next ? fill(words.from, { day: day(next, now), time: time(next) }) : '',
    };
    let text = '';
    if (old) text = words.old;
    else if (always) text = words.open_always;
    else if (open) text = end ? fill(meets ? words.here_until : words.open_until, values) : meets ? words.here : words.open;
    else if (open === false) {
      text = next ? fill(meets ? words.meet_next : words.closed_next, values) : words.no_next;
      if (!meets && element.closest('.window')) text = (holiday ? words.holiday : words.closed) + text;
    }
    if (text && !old && 'doubt' in element.dataset) text = words.doubt + text;
    element.textContent = text;
    if (isFirst && text && !old) element.prepend(Object.assign(document.createElement('small'), { textContent: words.clock }), ' ');
    element.className = `now ${open ? 'on' : open === false ? 'off' : ''}`;
    return open;
  };

  const update = () => {
    const now = tokyo();
    const today = isoOf(now);
    for (const [number, element] of document.querySelectorAll('.now').entries()) {
      const open = say(element, now, number === 0);
      const frame = element.closest('.window');
      if (frame && !element.closest('.others') && !isOffice(element)) {
        const isOn = open || frame.querySelector('.call .now.on');
        frame.classList.toggle('is-on', !!isOn);
        frame.classList.toggle('is-off', open === false && !isOn);
      }
    }
    // What was true until a day that is over.
    for (const element of document.querySelectorAll('[data-until]')) {
      if (element.dataset.until < today) {
        element.textContent = words.expired;
        element.className = 'doubt';
        delete element.dataset.until;
      }
    }
    for (const notice of document.querySelectorAll('.notice p:not(.over)')) {
      if (notice.querySelector('time')?.dateTime < today) {
        notice.classList.add('over');
        notice.append(Object.assign(document.createElement('span'), { className: 'hide', textContent: words.over }));
      }
    }
    for (const dates of document.querySelectorAll('.dates')) {
      for (const element of dates.querySelectorAll('li > time')) element.parentElement.hidden = element.dateTime < today;
      for (const month of dates.querySelectorAll('.month')) month.hidden = !month.querySelector('li:not([hidden]) > time');
      const isOver = !dates.querySelector('.month:not([hidden])') || dates.dataset.last < today;
      if (isOver && !dates.querySelector('.gap')) {
        const old = document.createElement('p');
        old.className = 'gap';
        old.textContent = words.dates_old;
        dates.prepend(old);
      }
    }
  };
  if (globalThis.document) {
    update();
    setInterval(update, 6e4);
    document.addEventListener('visibilitychange', update);
  }
}
