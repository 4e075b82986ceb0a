import node from '@sveltejs/adapter-node';

export const adapter = node();
