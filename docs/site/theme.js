// Runs before anything is painted: the theme that was chosen last, and that there is script.
{
  const { documentElement } = document;
  documentElement.classList.add('js');
  try {
    const theme = localStorage.getItem('wistia-widgets-docs-theme');
    if (theme) documentElement.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing shows the system's theme.
  }
}
