/**
 * Narrows and sorts the table of findings in place; touches no text, makes no element of any. Rows after the first fifty
 * wait for a click, and are printed all the same.
 */
export const inventoryScript = `
(() => {
  const table = document.querySelector('table.findings');
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const filters = document.querySelector('.filters');
  const said = filters.querySelector('output');
  const all = document.querySelector('p.all');
  const first = 50;
  let everything = false;
  const control = (name) => filters.querySelector('[name=' + name + ']').value;
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const show = () => {
    const words = control('text').toLowerCase().split(/\\s+/);
    const severity = control('severity');
    const status = control('status');
    let count = 0;
    for (const row of body.rows) {
      const fits = (!severity || row.dataset.severity === severity) && (!status || row.dataset.status === status)
        && words.every((word) => texts.get(row).includes(word));
      row.hidden = !fits;
      if (fits) count++;
      row.classList.toggle('later', fits && !everything && count > first);
    }
    said.textContent = count + ' of ' + rows.length;
    all.hidden = everything || count <= first;
  };
  filters.addEventListener('input', show);
  all.querySelector('button').addEventListener('click', () => { everything = true; show(); });
  [...table.tHead.rows[0].cells].forEach((cell, at) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = cell.textContent;
    cell.replaceChildren(button);
    const value = (row) => row.cells[at].dataset.v;
    const compare = cell.dataset.sort === 'number' ? (a, b) => value(a) - value(b) : (a, b) => value(a).localeCompare(value(b));
    const numbersDown = at >= 3 && cell.dataset.sort === 'number';
    button.addEventListener('click', () => {
      const was = cell.getAttribute('aria-sort');
      const down = was ? was === 'ascending' : numbersDown;
      for (const each of table.tHead.rows[0].cells) each.removeAttribute('aria-sort');
      cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      body.append(...rows.toSorted((a, b) => (down ? -compare(a, b) : compare(a, b))));
      show();
    });
  });
  filters.hidden = false;
  show();
})();
`;
