"""What the security administrator types: a person, a role, an enterprise's authority, a reason."""

from __future__ import annotations

from django import forms

from onewindow.accounts.roles import ROLES
from onewindow.organisations.models import Organisation
from onewindow.words.refused import Refused


class SpokenForm(forms.Form):
    """A form that says in Chinese what is missing, and takes a refusal back to its fields."""

    use_required_attribute = False

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}-%s", **kwargs)  # type: ignore[arg-type,misc]
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}"
            field.widget.attrs["class"] = "form-select" if isinstance(field.widget, forms.Select) else "form-control"

    def take(self, refusal: Refused) -> None:
        """Put each problem of a refusal at its field, or at the head."""
        for problem in refusal.problems:
            expected = f"（应为：{problem.expected}）" if problem.expected else ""
            self.add_error(problem.field if problem.field in self.fields else None, problem.message + expected)


def _organisation(label: str) -> forms.ModelChoiceField[Organisation]:
    return forms.ModelChoiceField(
        Organisation.objects.filter(valid_until=None).order_by("kind", "id"),
        label=label,
        to_field_name="key",
        required=False,
        empty_label="（不选）",
        error_messages={"invalid_choice": "没有这个单位"},
    )


def _day(label: str, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, error_messages={"invalid": "请按 2023-09-15 的样子填写日期"})


class PersonForm(SpokenForm):
    display_name = forms.CharField(label="姓名", max_length=50)
    username = forms.CharField(label="登录名", max_length=40)
    organisation = _organisation("所在单位")
    phone = forms.CharField(label="手机号码（选填）", max_length=20, required=False)
    resident_id = forms.CharField(label="公民身份号码（选填）", max_length=20, required=False)


class GrantForm(SpokenForm):
    role = forms.ChoiceField(
        label="角色", choices=[(role.key, role.title) for role in ROLES.values()], error_messages={"invalid_choice": "没有这个角色"}
    )
    organisation = _organisation("行使单位")
    valid_from = _day("生效日期")
    valid_until = _day("有效期至（不填为长期）", required=False)


class AgencyForm(SpokenForm):
    uscc = forms.CharField(label="统一社会信用代码", max_length=40)
    enterprise_name = forms.CharField(label="企业名称", max_length=100)
    evidence = forms.CharField(label="授权依据", max_length=200)
    valid_from = _day("生效日期")
    valid_until = _day("有效期至（不填为长期）", required=False)


class ReasonForm(SpokenForm):
    reason = forms.CharField(label="理由", max_length=200)


class RowReasonForm(ReasonForm):
    row = forms.IntegerField(widget=forms.HiddenInput)


class UnmaskForm(ReasonForm):
    field = forms.ChoiceField(choices=[("phone", "手机号码"), ("resident_id", "公民身份号码")], widget=forms.HiddenInput)
