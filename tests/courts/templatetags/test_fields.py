"""Form rows: label, 必填 as a word, help and error tied to the control; one summary of all problems."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.template import engines

from courts.templatetags.fields import problems


class Filing(forms.Form):
    name = forms.CharField(label="姓名", help_text="与身份证一致")
    phone = forms.CharField(label="电话", required=False)
    procedure = forms.ChoiceField(label="程序", choices=[("ordinary", "普通程序")])
    consent = forms.BooleanField(label="同意电子送达", required=False)
    answer = forms.ChoiceField(
        label="是否四类案件", choices=[("yes", "可能属于"), ("no", "不属于")], widget=forms.RadioSelect
    )

    consequences: ClassVar[dict[str, dict[str, str]]] = {"answer": {"yes": "推送庭长确认"}}


def render(field: forms.BoundField) -> str:
    return engines["django"].from_string('{% include "components/field.html" %}').render({"field": field})


def test_a_wrong_field_is_tied_to_its_help_and_error() -> None:
    drawn = render(Filing({})["name"])
    assert '<label class="lbl" for="id_name">姓名<span class="req">必填</span></label>' in drawn
    assert 'aria-describedby="id_name_helptext id_name_error"' in drawn
    assert 'id="id_name_helptext"' in drawn and 'id="id_name_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'class="form-control"' in drawn


def test_an_optional_field_is_not_marked() -> None:
    drawn = render(Filing()["phone"])
    assert "必填" not in drawn
    assert "invalid" not in drawn


def test_each_control_has_its_class() -> None:
    form = Filing()
    assert 'class="form-select"' in render(form["procedure"])
    assert 'type="checkbox" name="consent" class="form-check-input"' in render(form["consent"])


def test_choices_are_cards_with_what_follows() -> None:
    drawn = render(Filing({"answer": "no"})["answer"])
    assert "<fieldset" in drawn and '<legend class="lbl">是否四类案件' in drawn
    assert '<span class="faint">推送庭长确认</span>' in drawn
    assert 'value="no" id="id_answer_1" checked' in drawn
    assert 'value="yes" id="id_answer_0" checked' not in drawn


def test_problems_name_every_field_in_order_and_where_to_jump() -> None:
    rows = forms.formset_factory(Filing, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": "刘长河"}
    )
    form = Filing({"procedure": "ordinary"})
    form.add_error(None, "重复提交")
    found = problems(form, rows, None)
    assert [(problem["label"], problem["target"]) for problem in found] == [
        ("", ""),
        ("姓名", "id_name"),
        ("是否四类案件", "id_answer_0"),
        ("1 程序", "id_form-0-procedure"),
        ("1 是否四类案件", "id_form-0-answer_0"),
    ]
    assert found[0]["message"] == "重复提交"


def test_the_summary_counts_and_links() -> None:
    summary = engines["django"].from_string('{% include "components/error_summary.html" %}')
    drawn = summary.render({"form": Filing({"name": "于德水", "procedure": "ordinary"})})
    assert "有 1 处需要改正，已填写的内容全部保留" in drawn
    assert '<a href="#id_answer_0">' in drawn
    assert summary.render({"form": Filing()}).strip() == ""
