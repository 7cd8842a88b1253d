const PAUSE_MS = 200;

const section = document.querySelector('#stores');
if (section) start();

/** Searches, sorts and turns the pages of the table in place: of the table's own page it takes the rows alone. */
function start() {
  const [form, status, trouble] = ['form', '#stores-status', '#stores-trouble'].map((each) =>
    section.querySelector(each),
  );
  const search = form.elements.search;
  let round = 0;
  let timer;

  section.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-place]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    void show(new URL(link.href).searchParams, link.dataset.place);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void showFound().then(goToFound);
  });
  search.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(showFound, PAUSE_MS);
  });

  function showFound() {
    clearTimeout(timer);
    const query = new URLSearchParams(section.querySelector('#stores-rows').dataset.query);
    query.set('search', search.value);
    return show(query, null);
  }

  /** Never rejects: it shows its errors. */
  async function show(query, place) {
    const mine = ++round;
    try {
      const page = await load(`${section.dataset.address}?${query}`);
      if (mine !== round) return;
      section.querySelector('#stores-rows').replaceWith(page.querySelector('#stores-rows'));
      status.textContent = page.querySelector('#stores-status').textContent;
      trouble.textContent = '';
      for (const name of ['sort', 'order']) form.elements[name].value = query.get(name);
      const address = new URL(location.href);
      for (const name of ['search', 'sort', 'order', 'page']) address.searchParams.delete(name);
      for (const [name, value] of query) if (value !== '') address.searchParams.set(name, value);
      address.hash = section.id;
      history.replaceState(null, '', address);
      if (place) keepFocus(place);
    } catch (error) {
      if (mine === round) trouble.textContent = error.message;
    }
  }

  /** On the same link of the new rows; where it is gone, on what says which rows these are. */
  function keepFocus(place) {
    const same = section.querySelector(`a[data-place="${place}"]`);
    if (same) same.focus();
    else goToFound();
  }

  /** To the line that says which rows these are: the next Tab leads into them. */
  function goToFound() {
    status.tabIndex = -1;
    status.focus({ preventScroll: true });
    section.scrollIntoView();
  }
}

async function load(address) {
  let answer;
  try {
    answer = await fetch(address, { headers: { Accept: 'text/html' }, cache: 'no-store' });
  } catch {
    throw new Error('Loopwatch does not answer. Is it running?');
  }
  if (!answer.ok) throw new Error(`The stores could not be read: Loopwatch answered with ${answer.status}.`);
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}
