from django.apps import AppConfig

from onewindow.hall import expected
from onewindow.items import themes
from onewindow.papers import files
from onewindow.web import bundle_forms


class IntegratedWindowConfig(AppConfig):
    name = "miluo.integrated_window"
    label = "integrated_window"

    def ready(self) -> None:
        """Say which files are in use, how many windows the text wants, which themes there are and are open, who counts the work."""
        from miluo.integrated_window import public  # noqa: PLC0415  # models are ready only now
        from miluo.integrated_window.figures import windows_wanted  # noqa: PLC0415  # figures are read after the settings
        from miluo.integrated_window.selectors import assessment, staff  # noqa: PLC0415  # models are ready only now
        from miluo.integrated_window.selectors.themes import closed  # noqa: PLC0415  # models are ready only now
        from miluo.integrated_window.themes import titles_today  # noqa: PLC0415  # models are ready only now

        files.refer(self.label, public.digests_in_use)
        expected.expect("onewindow", windows_wanted)
        assessment.count_with(staff.counted)
        bundle_forms.provide("integrated_window_public:form")
        themes.provide(titles_today)
        themes.keep_closed(closed)
