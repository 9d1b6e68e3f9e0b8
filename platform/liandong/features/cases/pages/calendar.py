from flask import Blueprint

blp = Blueprint("calendar", __name__, url_prefix="/t/<code>/calendar")
