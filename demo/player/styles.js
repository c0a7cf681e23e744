/** A sheet of its own, so that a strict policy for styles has nothing against it. */
export const styles = new CSSStyleSheet();
styles.replaceSync(`
  :host {
    display: block;
    min-width: 0;
    font: 0.875rem/1.4 system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif;
  }
  :host([hidden]) {
    display: none;
  }
  .frame {
    position: relative;
    overflow: hidden;
    border-radius: 0.5rem;
    background: light-dark(#e3e6eb, #22262e);
  }
  canvas {
    display: block;
    width: 100%;
    height: 100%;
    cursor: pointer;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-height: 2.75rem;
    color: inherit;
    font-variant-numeric: tabular-nums;
  }
  button {
    flex: none;
    width: 2.75rem;
    height: 2.75rem;
    padding: 0.6rem;
    border: 0;
    border-radius: 0.5rem;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  svg {
    display: block;
    fill: currentColor;
  }
  input {
    flex: 1;
    min-width: 0;
    height: 2.75rem;
    margin: 0;
    border-radius: 0.5rem;
    accent-color: var(--wistia-accent, light-dark(#2949e5, #8ea2ff));
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--wistia-accent, light-dark(#2949e5, #8ea2ff));
    outline-offset: -2px;
  }
  .time {
    flex: none;
    opacity: 0.8;
  }
  @media (forced-colors: active) {
    .time {
      opacity: 1;
    }
    :focus-visible {
      outline-color: Highlight;
    }
  }
`);
