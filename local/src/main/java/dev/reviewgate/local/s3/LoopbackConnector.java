package dev.reviewgate.local.s3;

import dev.reviewgate.local.http.Callers;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import org.apache.catalina.connector.Connector;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Keeps S3Mock to programs of this machine: binds its plain HTTP connector to the loopback interface, for which it has no
 * setting and would listen on every one, and refuses what a website sends.
 */
@Configuration(proxyBeanMethods = false)
public class LoopbackConnector {
    /** Static, so that it exists before the connector does. */
    @Bean
    static BeanPostProcessor bindToLoopback() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String beanName) {
                if (bean instanceof Connector connector) {
                    connector.setProperty("address", "127.0.0.1");
                }
                return bean;
            }
        };
    }

    @Bean
    static Filter refuseWebsites() {
        return (request, response, chain) -> {
            HttpServletRequest http = (HttpServletRequest) request;
            HttpServletResponse answer = (HttpServletResponse) response;
            Callers.AWS_CLIENTS.answered().forEach(answer::setHeader);
            boolean let = Callers.AWS_CLIENTS.let(
                    http.getMethod(), http.getLocalPort(), name -> Collections.list(http.getHeaders(name)));
            if (let) {
                chain.doFilter(request, response);
            } else {
                answer.sendError(HttpServletResponse.SC_FORBIDDEN, Callers.REFUSAL);
            }
        };
    }
}
