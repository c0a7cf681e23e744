/** The block in the editor: its settings, and what it will be. The page's markup is made by the server. */
(({ blocks, blockEditor, components, element }) => {
  const { createElement: el, Fragment } = element;
  const { SelectControl, TextControl, PanelBody, Placeholder } = components;
  const widgets = {
    'play-count': 'Play count',
    'engagement-graph': 'Engagement graph',
    heatmap: 'Heatmap',
    trend: 'Trend',
    recommendations: 'Recommendations',
  };
  blocks.registerBlockType('wistia-widgets/widget', {
    edit({ attributes, setAttributes }) {
      const text = (name, label, help) =>
        el(TextControl, { key: name, label, help, value: attributes[name], onChange: (value) => setAttributes({ [name]: value.trim() }) });
      const { widget, mediaId, projectId } = attributes;
      return el(
        Fragment,
        null,
        el(
          blockEditor.InspectorControls,
          null,
          el(
            PanelBody,
            { title: 'Figures' },
            el(SelectControl, {
              label: 'Widget',
              value: widget,
              options: Object.entries(widgets).map(([value, label]) => ({ value, label })),
              onChange: (value) => setAttributes({ widget: value }),
            }),
            text('mediaId', 'Video', 'Its hashed id, as in its address: 993554ba94.'),
            text('projectId', 'Project', 'Instead of a video. Neither: the account.'),
            text('field', 'Field', 'play_count by default; hours_watched, load_count …'),
            text('last', 'Period', '30d, 4w, 6m, 1y; empty: since the beginning.'),
            el(TextControl, {
              label: 'Fallback',
              help: 'Shown until there is a figure.',
              value: attributes.fallback,
              onChange: (fallback) => setAttributes({ fallback }),
            }),
          ),
        ),
        el(
          'div',
          blockEditor.useBlockProps(),
          el(Placeholder, {
            icon: 'chart-bar',
            label: widgets[widget] || widget,
            instructions: mediaId ? `of the video ${mediaId}` : projectId ? `of the project ${projectId}` : 'of the account',
          }),
        ),
      );
    },
    save: () => null,
  });
})(window.wp);
