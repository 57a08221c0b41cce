from onewindow.cases.tests.conftest import cast  # noqa: F401  # the people of a case
