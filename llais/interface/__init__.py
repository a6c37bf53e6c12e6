"""The only place that knows Streamlit, HTTP and HTML."""
