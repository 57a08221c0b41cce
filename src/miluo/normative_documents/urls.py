app_name = "normative_documents"
urlpatterns: list = []
