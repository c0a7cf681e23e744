import type { ReactNode } from 'react';

/** Properties come with hydration, which may be later than the widgets: the address stands in the page from the start. */
const other = { 'wistia-stats-source': 'https://stats.example.com/' };

export const metadata = { title: 'Next', icons: 'data:,', other };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
