// libcurl's curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one
// function per argument type. The parentheses keep curl's type-checking macros out of the way.
#ifndef CONVENED_CCURL_SHIM_H
#define CONVENED_CCURL_SHIM_H

#include <curl/curl.h>

static inline CURLcode convened_curl_set_long(CURL *handle, CURLoption option, long value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode convened_curl_set_off_t(CURL *handle, CURLoption option, curl_off_t value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode convened_curl_set_string(
    CURL *handle, CURLoption option, const char *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode convened_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode convened_curl_set_list(
    CURL *handle, CURLoption option, struct curl_slist *value) {
  return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode convened_curl_set_read(CURL *handle, curl_read_callback function) {
  return (curl_easy_setopt)(handle, CURLOPT_READFUNCTION, function);
}

static inline CURLcode convened_curl_set_write(CURL *handle, curl_write_callback function) {
  return (curl_easy_setopt)(handle, CURLOPT_WRITEFUNCTION, function);
}

static inline CURLcode convened_curl_set_debug(CURL *handle, curl_debug_callback function) {
  return (curl_easy_setopt)(handle, CURLOPT_DEBUGFUNCTION, function);
}

static inline CURLcode convened_curl_set_opensocket(
    CURL *handle, curl_opensocket_callback function) {
  return (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode convened_curl_set_progress(
    CURL *handle, curl_xferinfo_callback function) {
  return (curl_easy_setopt)(handle, CURLOPT_XFERINFOFUNCTION, function);
}

static inline CURLMcode convened_curl_multi_set_socket(
    CURLM *multi, curl_socket_callback function, void *context) {
  CURLMcode code = (curl_multi_setopt)(multi, CURLMOPT_SOCKETFUNCTION, function);
  return code ? code : (curl_multi_setopt)(multi, CURLMOPT_SOCKETDATA, context);
}

static inline CURLMcode convened_curl_multi_set_timer(
    CURLM *multi, curl_multi_timer_callback function, void *context) {
  CURLMcode code = (curl_multi_setopt)(multi, CURLMOPT_TIMERFUNCTION, function);
  return code ? code : (curl_multi_setopt)(multi, CURLMOPT_TIMERDATA, context);
}

// The result stands in a union, which Swift would have to be told to look into.
static inline CURLcode convened_curl_result(const CURLMsg *message) {
  return message->data.result;
}

static inline CURLcode convened_curl_get_long(CURL *handle, CURLINFO info, long *value) {
  return (curl_easy_getinfo)(handle, info, value);
}

static inline CURLcode convened_curl_get_socket(CURL *handle, curl_socket_t *value) {
  return (curl_easy_getinfo)(handle, CURLINFO_ACTIVESOCKET, value);
}

#endif
