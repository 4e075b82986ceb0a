/** The texts of a user that must do nothing but be read. */
export const HOSTILE_TEXTS: readonly string[] = [
	'</script><script>window.isHacked = true</script>',
	'</style><img src="x" onerror="window.isHacked = true">',
	'"><svg onload="window.isHacked = true">',
	`' onmouseover='window.isHacked = true' "quoted"`,
	'</textarea></div></body><!-- snapshot --><b>bold</b>',
	"&lt;b&gt; &amp;amp; $& $' $` $1",
	'one\u2028two\u2029three\u202Efour'
];
