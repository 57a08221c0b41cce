"""What is typed at the door."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm

from onewindow.accounts.models import User
from onewindow.accounts.services.people import plain_username


def _password_field(label: str, required: str, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"class": "form-control", "autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=200, error_messages={"required": required}, widget=widget)


class SignInForm(AuthenticationForm):
    """Login name and password. The name is brought to its one form first, so that failures are counted together."""

    error_messages = {
        "invalid_login": "登录名或密码不正确，请核对后重新输入。密码区分大小写。",
        "inactive": "该账户已停用，如有疑问请联系安全管理员。",
    }
    username = forms.CharField(
        label="登录名",
        max_length=40,
        error_messages={"required": "请输入登录名"},
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = _password_field("密码", "请输入密码", "current-password")

    def clean_username(self) -> str:
        return plain_username(self.cleaned_data["username"])

    def confirm_login_allowed(self, user: User) -> None:
        """Demo accounts have a published password: outside a demonstration they do not open."""
        super().confirm_login_allowed(user)
        if user.demo and not settings.DEMO:
            raise self.get_invalid_login_error()


class NewPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        "password_incorrect": "原密码不正确，请重新输入",
        "password_mismatch": "两次输入的新密码不一致，请重新输入",
    }
    old_password = _password_field("原密码", "请输入原密码", "current-password")
    new_password1 = _password_field("新密码", "请输入新密码", "new-password")
    new_password2 = _password_field("再次输入新密码", "请再次输入新密码", "new-password")
