"""REST: the documents of a case. Files come as multipart; what they are is found by their content."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cases.docket.selectors import get_visible
from cases.documents.domain import KINDS
from cases.documents.selectors import CASE, answer_of, visible
from cases.documents.selectors import get_visible as get_document
from cases.documents.services import add_document, open_document, withdraw_document
from courts.clients.paging import KeysetPagination
from courts.clients.reading import StrictSerializer, WordField, read_body, read_query
from courts.clients.schema import CASES, PAGE_PARAMETERS, paged
from courts.refusals.services import REASON_LENGTH


class NewDocumentSerializer(StrictSerializer):
    """A file and what it is."""

    file = serializers.FileField(allow_empty_file=True)
    title = serializers.CharField(required=False, allow_blank=True, max_length=120)


class DocumentSerializer(serializers.Serializer[Any]):
    """A document; ``subject`` is the thing of the case it hangs on."""

    id = serializers.UUIDField()
    title = serializers.CharField()
    name = serializers.CharField()
    media_type = WordField(list(KINDS))
    size = serializers.IntegerField(help_text="字节 Bytes")
    sha256 = serializers.CharField()
    subject_kind = serializers.CharField(help_text="case | ledger | extension")
    subject = serializers.UUIDField()
    uploaded_at = serializers.DateTimeField()
    uploaded_by = serializers.CharField()
    withdrawn_at = serializers.DateTimeField(allow_null=True, help_text="撤回时间，空：未撤回 Null: stands")
    withdrawn_by = serializers.CharField()
    withdraw_reason = serializers.CharField()


class WithdrawSerializer(StrictSerializer):
    """Why a document is taken back."""

    reason = serializers.CharField(max_length=REASON_LENGTH)


class CaseDocumentsView(APIView):
    """The documents of one case."""

    scopes = {"GET": "cases:read", "POST": "cases:write"}
    parser_classes = (MultiPartParser,)

    @extend_schema(
        operation_id="cases_documents_list",
        tags=[CASES],
        summary="案件材料 Documents of a case",
        parameters=PAGE_PARAMETERS,
        responses=paged("DocumentPage", DocumentSerializer),
    )
    def get(self, request: Request, case_id: Any) -> Response:
        read_query(request)
        case = get_visible(request.viewer, case_id)
        page = KeysetPagination("id")
        found = page.paginate_queryset(visible(request.viewer).filter(case=case), request)
        return page.answer(answer_of(document) for document in found)

    @extend_schema(
        operation_id="cases_documents_create",
        tags=[CASES],
        summary="提交材料 Add a document",
        request={"multipart/form-data": NewDocumentSerializer},
        responses={201: DocumentSerializer},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        read_query(request, paged=False)
        get_visible(request.viewer, case_id)
        body = read_body(request, NewDocumentSerializer)
        made = add_document(kind=CASE, subject=case_id, **body, actor=request.actor)
        return Response(answer_of(made), status=status.HTTP_201_CREATED)


class DocumentContentView(APIView):
    """The file of one document."""

    scopes = {"GET": "cases:read"}

    @extend_schema(
        operation_id="documents_content",
        tags=[CASES],
        summary="下载材料 The file of a document",
        responses={(200, media_type): OpenApiTypes.BINARY for media_type in KINDS},
    )
    def get(self, request: Request, document_id: UUID) -> HttpResponse:
        read_query(request, paged=False)
        document, content = open_document(document_id=document_id, actor=request.actor)
        response = HttpResponse(content, content_type=document.media_type)
        response["Content-Disposition"] = f'attachment; filename="{document.pk}.{document.kind.ending}"'
        response["X-Content-Type-Options"] = "nosniff"
        response["Cache-Control"] = "private, no-store"
        return response


class DocumentWithdrawView(APIView):
    """Taking back a document sent by mistake; it stays, marked, and is handed out no more."""

    scopes = {"POST": "cases:write"}

    @extend_schema(
        operation_id="documents_withdraw",
        tags=[CASES],
        summary="撤回材料 Withdraw a document",
        request=WithdrawSerializer,
        responses=DocumentSerializer,
    )
    def post(self, request: Request, document_id: UUID) -> Response:
        read_query(request, paged=False)
        get_document(request.viewer, document_id)
        body = read_body(request, WithdrawSerializer)
        done = withdraw_document(document_id=document_id, reason=body["reason"], actor=request.actor)
        return Response(answer_of(done))
