requestAnimationFrame(() => requestAnimationFrame(() => { document.title = 'drawn'; }));
