/** Files that a person at the page saves. */

/** With what a spreadsheet lets a formula begin, also in the wide signs of East Asian keyboards. */
const SIGN = '["\\s]*[=+\\-@\uff1d\uff0b\uff0d\uff20]';
const AT_START = new RegExp(`^(?=${SIGN}|[\\t\\r\\n])`);
/** What may end a cell in a program that reads the file in another way: where people write 1,5, say. */
const BEHIND_END = new RegExp(`[;\\t\\r\\n](?=${SIGN})`, 'g');

/** Rows as CSV (RFC 4180). A cell that a spreadsheet would run as a formula is made text. */
export const csvText = (rows: readonly (readonly (string | number)[])[]): string =>
  rows
    .map((row) =>
      row
        .map((cell) => {
          if (typeof cell === 'number') return cell;
          const safe = cell.replace(BEHIND_END, "$&'").replace(AT_START, "'");
          return /[",;\t\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
        })
        .join(','),
    )
    .join('\r\n');

/** Offers a file to the person at the page. */
export const download = (name: string, content: Blob): void => {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

/** Offers rows as a CSV file, which spreadsheets read as UTF-8 by its mark. */
export const downloadCSV = (name: string, text: string): void =>
  download(`${name}.csv`, new Blob(['\ufeff', text], { type: 'text/csv' }));
