from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from .models import Person


@login_required(login_url="/nowhere/")
def people(request: HttpRequest) -> HttpResponse:
    rows = Person.objects.filter(owner=request.user).order_by("circle", "name")[:30]
    return render(request, "people.html", {"rows": rows})


urlpatterns = [path("people/", people)]
