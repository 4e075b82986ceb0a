"""A WebKitGTK window that keeps its data, for WebKitWebDriver to drive: MiniBrowser and Epiphany forget
everything when they are automated. Arguments: the folder to keep it in, a script for every page."""

import sys

import gi

gi.require_version('Gtk', '3.0')
gi.require_version('WebKit2', '4.1')
from gi.repository import Gtk, WebKit2

profile, page_script = sys.argv[1:3]

context = WebKit2.WebContext(
    website_data_manager=WebKit2.WebsiteDataManager(
        base_data_directory=f'{profile}/data', base_cache_directory=f'{profile}/cache'
    )
)
context.get_cookie_manager().set_persistent_storage(
    f'{profile}/cookies', WebKit2.CookiePersistentStorage.SQLITE
)
context.set_automation_allowed(True)

content = WebKit2.UserContentManager()
content.add_script(
    WebKit2.UserScript(
        page_script,
        WebKit2.UserContentInjectedFrames.ALL_FRAMES,
        WebKit2.UserScriptInjectionTime.START,
        None,
        None,
    )
)


def open_window(_session):
    view = WebKit2.WebView(
        web_context=context, user_content_manager=content, is_controlled_by_automation=True
    )
    window = Gtk.Window(default_width=1280, default_height=800)
    window.connect('destroy', Gtk.main_quit)
    window.add(view)
    window.show_all()
    return view


context.connect(
    'automation-started', lambda _context, session: session.connect('create-web-view', open_window)
)
Gtk.main()
