export const load = ({ locals }) => ({ clerkConvex: locals.clerkConvex.state });
