"""The front door, setting up, the first steps; and pages that put the rooms together."""

from django.urls import path

from .views import account, begin, looking, person, search, simple, steps, today, welcome

urlpatterns = [
    path("", welcome.welcome, name="welcome"),
    path("invited/", welcome.invited, name="invited"),
    path("begin/", begin.begin, name="begin"),
    path("begin/<str:whose>/", begin.begin_name, name="begin_name"),
    path("n/<str:network>/agreed/", begin.agreed, name="agreed"),
    path("n/<str:network>/first-steps/", steps.first_steps, name="first_steps"),
    path("n/<str:network>/first-steps/<str:step>/", steps.first_step, name="first_step"),
    path("n/<str:network>/people/<str:person>/", person.person, name="person"),
    path("n/<str:network>/today/", today.today, name="today"),
    path("n/<str:network>/today/how-it-goes/", today.how_it_goes, name="how_it_goes"),
    path("n/<str:network>/simple/", simple.simple, name="simple"),
    path("n/<str:network>/simple/people/", simple.simple_people, name="simple_people"),
    path("n/<str:network>/simple/people/<str:person>/", simple.simple_person, name="simple_person"),
    path("n/<str:network>/simple/tell/", simple.simple_tell, name="simple_tell"),
    path("n/<str:network>/simple/waiting/", simple.simple_waiting, name="simple_waiting"),
    path("n/<str:network>/simple/calls/", simple.simple_calls, name="simple_calls"),
    path("n/<str:network>/search/", search.search, name="search"),
    path("account/", account.my_account, name="my_account"),
    path("account/", account.my_account, name="mfa_index"),  # allauth knows the page by this name
    path("account/delete/", account.delete_account, name="delete_account"),
    path("demo/", looking.looking, name="demo"),
    path("demo/remove/", welcome.remove_demo, name="remove_demo"),
]
