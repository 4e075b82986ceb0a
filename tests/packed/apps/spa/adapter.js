import files from '@sveltejs/adapter-static';

export const adapter = files({ fallback: '200.html' });
